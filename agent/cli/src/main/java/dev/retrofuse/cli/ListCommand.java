package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.cli.attach.Processes;
import dev.retrofuse.cli.attach.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the JVMs of this machine, without touching them.")
final class ListCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Target> jvms = Processes.ofThisMachine().jvms();
    if (json) {
      printJson(jvms);
    } else {
      printTable(jvms);
    }
    return Console.DONE;
  }

  private void printTable(List<Target> jvms) {
    if (jvms.isEmpty()) {
      console.remark("no JVM was found");
      return;
    }
    Table table = new Table("#PID", "USER", "JAVA", "RETROFUSE", "MAIN");
    for (Target jvm : jvms) {
      table.add(jvm.pid(), jvm.user(), jvm.javaVersion(), agent(jvm), jvm.main());
    }
    table.print(console.out(), Table.Paint.NONE);
  }

  private static String agent(Target jvm) {
    return jvm.hasAgent() ? "attached" : jvm.showsAgent() ? "-" : "?";
  }

  private void printJson(List<Target> jvms) throws IOException {
    // Not closed, for that would close the output.
    JsonGenerator out = Json.FACTORY.createGenerator(console.out());
    out.writeStartArray();
    for (Target jvm : jvms) {
      out.writeStartObject();
      out.writeNumberField("pid", jvm.pid());
      out.writeStringField("user", jvm.user());
      out.writeStringField("java", jvm.javaVersion());
      out.writeStringField("main", jvm.main());
      if (jvm.showsAgent()) {
        out.writeBooleanField("attached", jvm.hasAgent());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.flush();
    console.out().println();
  }
}
