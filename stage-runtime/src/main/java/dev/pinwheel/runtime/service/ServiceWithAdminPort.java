package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.kafka.ClusterFault;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** A started service, its meters and its admin port. */
final class ServiceWithAdminPort implements RunningService {

  private final String name;
  private final ServiceMeters meters;
  private final Service service;
  private final AdminServer admin;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ServiceWithAdminPort(
      String name, ServiceMeters meters, Service service, AdminServer admin) {
    this.name = name;
    this.meters = meters;
    this.service = service;
    this.admin = admin;
  }

  /**
   * Starts a service. The admin port is bound first: a process whose health cannot be asked must
   * not begin to work.
   *
   * @throws InvalidSettingsException where settings that are right one by one contradict each other
   * @throws ServiceFailedException where it cannot start
   */
  static ServiceWithAdminPort start(
      ServiceDefinition definition, Settings settings, Clock clock, RandomGenerator random)
      throws InvalidSettingsException {
    ServiceMeters meters = new ServiceMeters(definition.name());
    ServiceWithAdminPort running = null;
    try {
      Service service =
          create(definition, settings, new Environment(clock, random, meters.registry()));
      AdminServer admin =
          new AdminServer(
              definition.name(),
              settings.get(CommonKeys.ADMIN_HOST),
              settings.get(CommonKeys.ADMIN_PORT),
              service::health,
              meters.registry()::scrape,
              service.pages());
      running = new ServiceWithAdminPort(definition.name(), meters, service, admin);
      service.start();
      return running;
    } catch (InvalidSettingsException e) {
      meters.close();
      throw e;
    } catch (Exception e) {
      if (running == null) {
        meters.close();
      } else {
        running.close();
      }
      throw asFailure(definition.name(), e);
    }
  }

  private static Service create(
      ServiceDefinition definition, Settings settings, Environment environment)
      throws InvalidSettingsException {
    try {
      return definition.factory().create(settings, environment);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(List.of(e.getMessage()), e);
    }
  }

  private static ServiceFailedException asFailure(String name, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return e instanceof ServiceFailedException failure
        ? failure
        : new ServiceFailedException(name + " cannot start: " + ClusterFault.inWords(e), e);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Service.Health health() {
    return service.health();
  }

  @Override
  public URI admin() {
    return admin.uri();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (meters;
          admin) {
        service.close();
      }
    }
  }
}
