package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.executor.FakePlatform.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing that leaves a rotation, and no log line at any level, holds a token or the secret. */
class SecretsIT {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> said = new ArrayList<>();
  private Level level;
  private FakePlatform platform;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    Logger root = root();
    level = root.getLevel();
    root.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
    platform = new FakePlatform();
    run = new Run(platform, Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    run.close();
    platform.close();
    root().detachAppender(log);
    root().setLevel(level);
  }

  @Test
  void areInNoEventNoWaitAndNoLogLine() throws Exception {
    run.handle();
    echo(Call.GET, 400);
    echo(Call.GET, 403);
    echo(Call.GET, 404);
    echo(Call.GET, 500);
    echo(Call.GET, 200);
    run.clock.advance(Duration.ofDays(1));
    echo(Call.TOKEN, 400);
    run.clock.advance(Duration.ofDays(1));
    echo(Call.TOKEN, 503);
    run.clock.advance(Duration.ofDays(1));
    platform.instead(
        Call.TOKEN,
        FakePlatform.json(
            200,
            """
            {"access_token": "token-canary with a line\\nbreak", "token_type": "bearer", "expires_in": 60}\
            """));
    handle();
    platform.instead(
        Call.GET,
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    handle();

    log.list.forEach(
        line ->
            said.add(
                line.getFormattedMessage() + line.getKeyValuePairs() + line.getMDCPropertyMap()));
    assertThat(log.list).isNotEmpty();
    assertThat(said)
        .hasSizeGreaterThan(10)
        .noneMatch(text -> text.contains("canary"))
        .noneMatch(text -> text.contains(basic()));
  }

  @Test
  void areMaskedWhereThePlatformEchoesThem() throws Exception {
    run.handle();
    echo(Call.GET, 400);

    assertThat(said).anyMatch(text -> text.contains("you sent Bearer ***"));
  }

  /** The platform answers with what it was sent, headers and all. */
  private void echo(Call call, int status) throws InterruptedException {
    platform.act(
        call,
        false,
        () -> {
          RecordedRequest request = platform.requests(call).getLast();
          String sent = request.getHeaders().get("Authorization");
          return FakePlatform.json(
                  status,
                  "{\"error\": \"you sent %s%s\"}"
                      .formatted(sent, call == Call.TOKEN ? FakePlatform.SECRET : ""))
              .newBuilder()
              .setHeader("X-Request-Id", sent)
              .build();
        });
    handle();
  }

  private void handle() throws InterruptedException {
    said.add(run.handle().events().toString());
    run.waits.forEach(wait -> said.add(wait.toString()));
  }

  private static String basic() {
    return okhttp3.Credentials.basic("executor", FakePlatform.SECRET).substring("Basic ".length());
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
