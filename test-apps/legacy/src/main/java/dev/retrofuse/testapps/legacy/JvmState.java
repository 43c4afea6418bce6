package dev.retrofuse.testapps.legacy;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What an agent could leave behind: threads, classes, loaders, MBeans. */
final class JvmState {
  private static final String HISTOGRAM = "com.sun.management:type=DiagnosticCommand";

  private JvmState() {}

  static String text() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String histogram = "";
    for (int i = 0; i < 3; i++) {
      System.gc();
      histogram =
          (String)
              server.invoke(
                  new ObjectName(HISTOGRAM),
                  "gcClassHistogram",
                  new Object[] {null},
                  new String[] {String[].class.getName()});
    }
    return "threads="
        + ManagementFactory.getThreadMXBean().getThreadCount()
        + " agentThreads="
        + agentThreads()
        + " classes="
        + Bytes.loadedClasses()
        + " loaders="
        + instances(histogram, "dev.retrofuse.launch.InnerLoader")
        + " mbeans="
        + server.queryNames(new ObjectName("dev.retrofuse:*"), null).size();
  }

  private static int agentThreads() {
    int count = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      count += thread.getName().startsWith("retrofuse") ? 1 : 0;
    }
    return count;
  }

  private static String instances(String histogram, String type) {
    for (String line : histogram.split("\n")) {
      String[] words = line.trim().split("\\s+");
      if (words.length >= 4 && words[3].equals(type)) {
        return words[1];
      }
    }
    return "0";
  }
}
