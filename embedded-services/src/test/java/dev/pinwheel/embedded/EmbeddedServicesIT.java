package dev.pinwheel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class EmbeddedServicesIT {

  @Test
  void brokerKeepsItsTopicsOverAKill() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
            .all()
            .get();
      }
      kafka.kill();
      kafka.restart();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).contains("kept");
      }
    }
  }

  @Test
  void databaseKeepsItsRowsOverARestart() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
      execute(database, "create table kept (n int); insert into kept values (7)");
      database.stop();
      database.startAgain();
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select n from kept")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }
  }

  @Test
  void registryKeepsItsIdsOverAKill() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start();
        HttpClient http = HttpClient.newHttpClient()) {
      String id = register(http, registry);
      registry.kill();
      registry.restart();
      assertThat(register(http, registry)).isEqualTo(id).contains("\"id\"");
    }
  }

  private static String register(HttpClient http, EmbeddedRegistry registry) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/kept-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
