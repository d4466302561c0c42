package dev.pinwheel.webhook.deadletter;

/** A topic that dead letters need is not there: {@code ./pinwheel topics apply} creates it. */
public final class MissingTopicException extends Exception {

  private final String topic;

  MissingTopicException(String topic) {
    super("the topic " + topic + " does not exist: create it with ./pinwheel topics apply");
    this.topic = topic;
  }

  public String topic() {
    return topic;
  }
}
