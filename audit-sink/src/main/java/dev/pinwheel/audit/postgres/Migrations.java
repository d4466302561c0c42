package dev.pinwheel.audit.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables into the shape that this version needs; instances that start together wait. */
final class Migrations {

  private static final String HISTORY = "audit_schema_history";

  private Migrations() {}

  /**
   * Applies what is missing.
   *
   * @param database whose statements may take as long as an index over the whole log takes
   */
  static void apply(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/audit")
        .table(HISTORY)
        // other tables may live in the same schema: they are none of ours
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
