package dev.retrofuse.waist;

import java.lang.reflect.Constructor;

/** What kafka-clients makes in one way in one version, and in another in the next. */
public final class RetrofuseKafka {
  private RetrofuseKafka() {}

  /**
   * What the producer reports of a record where nobody acknowledges: no offset.
   *
   * @param type its RecordMetadata
   * @param partition its TopicPartition
   */
  public static Object unacknowledged(Class<?> type, Object partition)
      throws ReflectiveOperationException {
    Object made = null;
    for (Constructor<?> constructor : type.getConstructors()) {
      Class<?>[] types = constructor.getParameterTypes();
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        Object number = types[i] == int.class ? (Object) Integer.valueOf(-1) : null;
        values[i] = types[i] == long.class ? (Object) Long.valueOf(-1) : number;
      }
      values[0] = partition;
      made = constructor.newInstance(values);
    }
    return made;
  }
}
