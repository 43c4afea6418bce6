package dev.retrofuse.weaving;

/** Methods by name and by how their descriptor begins. */
public final class MethodMatch {
  private final String name;
  private final String descriptorStart;

  private MethodMatch(String name, String descriptorStart) {
    this.name = name;
    this.descriptorStart = descriptorStart;
  }

  /**
   * Non-abstract, non-static methods of that name.
   *
   * @param name the name; {@code <init>} for constructors
   * @param descriptorStart what the JVM descriptor begins with: {@code "("} for any parameters,
   *     {@code "()"} for none, {@code "(Ljava/lang/String;"} for a String first
   */
  public static MethodMatch method(String name, String descriptorStart) {
    return new MethodMatch(name, descriptorStart);
  }

  boolean matches(String methodName, String descriptor) {
    return name.equals(methodName) && descriptor.startsWith(descriptorStart);
  }

  String descriptorStart() {
    return descriptorStart;
  }

  String name() {
    return name;
  }
}
