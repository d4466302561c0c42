package dev.pinwheel.stack;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.AccessRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Gives every stage its least rights, those that {@code topics acls} prints, and no more. */
record StageRights(Admin admin) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Returns when a broker knows them: it hears of them some time after the controller. */
  void grant() throws InterruptedException {
    List<AclBinding> rules = AccessRules.of(Topics.all());
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      admin.createAcls(rules).all().get();
      while (!admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(rules)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the rights are not there after " + LIMIT);
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the rights cannot be given", e.getCause());
    }
  }
}
