package dev.pinwheel.schemas;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Avro's data model of the generated classes of this package.
 *
 * <p>Avro 1.12.2 makes instances only of classes on a list that is one for the whole process, set
 * by a JVM option or a global variable, and refuses even its own generated classes in decoding and
 * in {@code newBuilder(other)}. So that no process and no test has to remember that list, the build
 * puts this model into each generated class in place of the plain one. It finds the classes of this
 * package itself and nothing else: other names still go by Avro's list.
 */
public final class EventModel extends SpecificData {

  private static final String PACKAGE = EventModel.class.getPackageName();

  private final ConcurrentMap<String, Class<?>> classes = new ConcurrentHashMap<>();

  @Override
  @SuppressWarnings("rawtypes") // as in the method that it overrides
  public Class getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED ->
          PACKAGE.equals(schema.getNamespace())
              ? classes.computeIfAbsent(schema.getFullName(), EventModel::generated)
              : super.getClass(schema);
      case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          super.getClass(schema);
    };
  }

  /** Null, as Avro wants it, where there is no such class. */
  private static Class<?> generated(String name) {
    try {
      return Class.forName(name, false, EventModel.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
