package dev.pinwheel.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Three brokers as child processes that are one cluster (KRaft, each a controller, too): every
 * topic has three replicas, of which two have to have what is acknowledged. Clients log in by
 * SCRAM-SHA-512 over TLS and may do what the access rules allow them; brokers know each other by
 * their certificate.
 */
public final class EmbeddedCluster implements AutoCloseable {

  /** The user who may do everything. */
  public static final String OPERATOR = "operator";

  private static final int NODES = 3;
  private static final Duration IN_SYNC_LIMIT = Duration.ofSeconds(90);

  /**
   * Three that share a machine's cores, and are started anew again and again, spend them on the
   * optimising compiler for minutes otherwise: more than on their work.
   */
  private static final List<String> QUICKLY_WARM = List.of("-XX:TieredStopAtLevel=1");

  private final TemporaryFolder folder = TemporaryFolder.create("pinwheel-cluster-");
  private final Map<String, String> passwords = new HashMap<>();
  private final ClusterTls tls;
  private final List<BrokerNode> nodes = new ArrayList<>();

  private EmbeddedCluster(Collection<String> users) {
    SecureRandom random = new SecureRandom();
    users.forEach(user -> passwords.put(user, password(random)));
    passwords.put(OPERATOR, password(random));
    tls = ClusterTls.make(folder.path(), password(random));
  }

  /**
   * Starts the brokers at the same time.
   *
   * @param users names of those who may log in, beside the operator
   * @param overrides server properties of each broker that win over the usual ones
   */
  public static EmbeddedCluster start(Collection<String> users, Map<String, String> overrides) {
    EmbeddedCluster cluster = new EmbeddedCluster(users);
    try {
      cluster.prepare(overrides);
      cluster.nodes.forEach(BrokerNode::launch);
      cluster.nodes.forEach(BrokerNode::awaitReady);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** How many brokers there are. */
  public int size() {
    return NODES;
  }

  /** Client listeners of all brokers. */
  public String bootstrapServers() {
    return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
  }

  /** Settings of a client that logs in as a user, the brokers' addresses included. */
  public Map<String, Object> client(String user) {
    Map<String, Object> client = new HashMap<>(login(user));
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    return client;
  }

  /**
   * A broker's process.
   *
   * @param broker from 0
   */
  public ChildProcess process(int broker) {
    return nodes.get(broker).process();
  }

  /** SIGKILL of one broker; its data stays. */
  public void kill(int broker) {
    nodes.get(broker).process().kill();
  }

  /** SIGTERM of one broker, which hands over what it leads; returns when it is gone. */
  public void stop(int broker) {
    nodes.get(broker).process().close();
  }

  /** Starts one broker again, on the same data, and waits until the cluster has it back. */
  public void startAgain(int broker) {
    nodes.get(broker).launch();
    nodes.get(broker).awaitReady();
  }

  /**
   * Waits until every replica of every partition is in sync: the moment at which the next broker
   * may be taken away.
   */
  public void awaitInSync() throws InterruptedException {
    long end = System.nanoTime() + IN_SYNC_LIMIT.toNanos();
    try (Admin admin = Admin.create(client(OPERATOR))) {
      String behind = "everything";
      while (System.nanoTime() < end) {
        behind = behind(admin);
        if (behind.isEmpty()) {
          return;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      throw new IllegalStateException("not in sync after " + IN_SYNC_LIMIT + ": " + behind);
    }
  }

  @Override
  public void close() {
    nodes.parallelStream().forEach(BrokerNode::close);
    folder.close();
  }

  /** Partitions with a replica that is not in sync. */
  private static String behind(Admin admin) throws InterruptedException {
    try {
      var names =
          admin
              .listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
              .names()
              .get(10, TimeUnit.SECONDS);
      return admin.describeTopics(names).allTopicNames().get(10, TimeUnit.SECONDS).values().stream()
          .flatMap(
              topic ->
                  topic.partitions().stream()
                      .filter(part -> part.isr().size() < part.replicas().size())
                      .map(part -> topic.name() + "-" + part.partition()))
          .limit(5)
          .collect(Collectors.joining(", "));
    } catch (ExecutionException | TimeoutException e) {
      return e.toString(); // asked again
    }
  }

  private void prepare(Map<String, String> overrides) {
    int[] clientPorts = FreePorts.choose(NODES);
    int[] internalPorts = FreePorts.choose(NODES);
    int[] controllerPorts = FreePorts.choose(NODES);
    String voters =
        IntStream.range(0, NODES)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllerPorts[i])
            .collect(Collectors.joining(","));
    for (int i = 0; i < NODES; i++) {
      Map<String, String> server = new HashMap<>(ServerProperties.usual(NODES));
      server.putAll(tls.broker());
      server.putAll(security());
      String doors =
          "CLIENT://127.0.0.1:%d,INTERNAL://127.0.0.1:%d"
              .formatted(clientPorts[i], internalPorts[i]);
      server.put("node.id", Integer.toString(i + 1));
      server.put("listeners", doors + ",CONTROLLER://127.0.0.1:" + controllerPorts[i]);
      server.put("advertised.listeners", doors);
      server.put("controller.quorum.voters", voters);
      server.putAll(overrides);
      nodes.add(
          new BrokerNode(
              BrokerRelease.ofThisBuild(),
              clientPorts[i],
              server,
              logins(),
              login(OPERATOR),
              QUICKLY_WARM));
    }
  }

  private static Map<String, String> security() {
    return Map.of(
        "listener.security.protocol.map", "CLIENT:SASL_SSL,INTERNAL:SSL,CONTROLLER:SSL",
        "inter.broker.listener.name", "INTERNAL",
        "listener.name.internal.ssl.client.auth", "required",
        "listener.name.controller.ssl.client.auth", "required",
        "listener.name.client.sasl.enabled.mechanisms", "SCRAM-SHA-512",
        "listener.name.client.scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", ClusterTls.PRINCIPAL + ";User:" + OPERATOR);
  }

  /** Users that the cluster knows from its first moment: nobody could log in to make them. */
  private List<String> logins() {
    return passwords.entrySet().stream()
        .flatMap(
            login ->
                java.util.stream.Stream.of(
                    "--add-scram",
                    "SCRAM-SHA-512=[name=%s,password=%s]"
                        .formatted(login.getKey(), login.getValue())))
        .toList();
  }

  private Map<String, Object> login(String user) {
    String password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException("there is no user " + user);
    }
    Map<String, Object> client = new HashMap<>(tls.client());
    client.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
    client.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
    client.put(
        SaslConfigs.SASL_JAAS_CONFIG,
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    return client;
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
