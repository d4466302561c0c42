package dev.pinwheel.runtime.service;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A service that starts when nothing that it needs is missing, and waits until then. */
public final class PatientService implements Service {

  private final StartGate gate;
  private final Service service;

  /**
   * A service around another one.
   *
   * @param missing asks what is missing, one line each
   * @param service whose start may fail by unchecked exceptions only, and is to return soon
   */
  public PatientService(String name, Supplier<List<String>> missing, Service service) {
    this.gate = new StartGate(name, missing, () -> begin(service));
    this.service = service;
  }

  private static void begin(Service service) {
    try {
      service.start();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServiceFailedException(e.getMessage(), e);
    }
  }

  @Override
  public void start() {
    gate.start();
  }

  @Override
  public Health health() {
    return gate.health().orElseGet(service::health);
  }

  @Override
  public Map<String, UnaryOperator<String>> pages() {
    return service.pages();
  }

  @Override
  public void close() {
    gate.close();
    service.close();
  }
}
