package dev.retrofuse.dist;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Commands to an agent without a command-line process each: what the command line does inside. */
final class Attach {
  private Attach() {}

  /** Sends a command and gives the first line of the reply. */
  static String command(long pid, Path folder, String command) {
    return reply(pid, folder, command).lines().findFirst().orElseThrow();
  }

  /** Sends a command and gives the reply. */
  static String reply(long pid, Path folder, String command) {
    Path reply = folder.resolve("reply-" + System.nanoTime());
    load(pid, Product.JAR, "command=" + command + ",reply=" + reply + ",jar=" + Product.JAR);
    try {
      return Files.readString(reply);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loads an agent into a JVM. */
  static void load(long pid, Path jar, String arguments) {
    try {
      VirtualMachine vm = VirtualMachine.attach(String.valueOf(pid));
      try {
        vm.loadAgent(jar.toString(), arguments);
      } catch (AgentLoadException e) {
        // What a Java 8 JVM answers when all went well is not understood by later ones.
        if (!"0".equals(e.getMessage())) {
          throw e;
        }
      } finally {
        vm.detach();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IllegalStateException(e);
    }
  }
}
