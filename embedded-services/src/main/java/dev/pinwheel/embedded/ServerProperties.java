package dev.pinwheel.embedded;

import java.util.HashMap;
import java.util.Map;

/** Properties that every broker of this package has. */
final class ServerProperties {

  private ServerProperties() {}

  /**
   * All but ids, addresses and folders.
   *
   * @param replicas of every topic, internal ones included; one of them may be away where there are
   *     three
   */
  static Map<String, String> usual(int replicas) {
    String all = Integer.toString(replicas);
    String least = Integer.toString(Math.max(1, replicas - 1));
    Map<String, String> server = new HashMap<>();
    server.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "controller.listener.names", "CONTROLLER",
            "default.replication.factor", all,
            "min.insync.replicas", least,
            "offsets.topic.replication.factor", all,
            "transaction.state.log.replication.factor", all,
            "transaction.state.log.min.isr", least,
            "share.coordinator.state.topic.replication.factor", all,
            "share.coordinator.state.topic.min.isr", least));
    server.putAll(
        Map.of(
            // few partitions start faster
            "offsets.topic.num.partitions", "6",
            "transaction.state.log.num.partitions", "6",
            "group.initial.rebalance.delay.ms", "0",
            "auto.create.topics.enable", "false",
            // a transaction of a killed process is given up within a second of its own time-out
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
            // a killed broker may register again only when its old session is over
            "broker.session.timeout.ms", "4000",
            "broker.heartbeat.interval.ms", "1000",
            "log.cleaner.dedupe.buffer.size", "16777216"));
    server.putAll(Map.of("num.network.threads", "2", "num.io.threads", "4"));
    return server;
  }
}
