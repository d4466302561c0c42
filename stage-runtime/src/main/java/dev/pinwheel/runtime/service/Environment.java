package dev.pinwheel.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What a service takes from the outside world besides its settings. */
public record Environment(Clock clock, RandomGenerator random, MeterRegistry meters) {}
