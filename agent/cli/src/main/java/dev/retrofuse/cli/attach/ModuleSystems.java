package dev.retrofuse.cli.attach;

/** Module systems that hide classes from each other. */
final class ModuleSystems {
  /** How the name of its jar begins, and what it is. */
  static final String[][] KNOWN = {
    {"org.eclipse.osgi", "OSGi (Equinox)"},
    {"equinox", "OSGi (Equinox)"},
    {"org.apache.felix.framework", "OSGi (Felix)"},
    {"felix", "OSGi (Felix)"},
    {"jboss-modules", "JBoss Modules"},
  };

  private ModuleSystems() {}
}
