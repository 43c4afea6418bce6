package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.engine.OwnersOnly;
import dev.retrofuse.operations.recording.CallRecorder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "record",
    description = {
      "Records for a while the calls of a JVM, for 'simulate'.",
      "Attaches Retrofuse where it is not, and detaches it afterwards."
    })
final class RecordCommand extends LookCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file to write, which must not be there yet.")
  private File out;

  @Option(
      names = "--at-most",
      paramLabel = "CALLS",
      defaultValue = "100000",
      description =
          "So many calls are recorded, up to 1000000; further ones are counted (default:"
              + " ${DEFAULT-VALUE}).")
  private long atMost;

  RecordCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "record";
  }

  @Override
  List<String> options() {
    List<String> options = new ArrayList<>(super.options());
    options.addAll(Arrays.asList("--out", out.getAbsolutePath()));
    options.addAll(Arrays.asList("--at-most", Long.toString(atMost)));
    return options;
  }

  @Override
  Map<String, String> details() {
    Map<String, String> details = super.details();
    details.put("at-most", Long.toString(atMost));
    return details;
  }

  @Override
  public Integer call() throws Exception {
    if (atMost < 1 || atMost > CallRecorder.MOST) {
      throw new ParameterException(
          spec.commandLine(), "--at-most must be 1 to " + CallRecorder.MOST + ", not " + atMost);
    }
    return super.call();
  }

  /** Looks at the file first, so that no time is spent on what cannot be kept. */
  @Override
  int converse(Conversation conversation) throws Exception {
    File folder = out.getAbsoluteFile().getParentFile();
    if (out.exists()) {
      return console().failed(out + " is there already; name another file, or remove it");
    }
    if (!Files.isWritable(folder.toPath())) {
      return console().failed(out + " cannot be written: no file can be made in " + folder);
    }
    return super.converse(conversation);
  }

  /** For its owner alone, as it may tell what this JVM does. */
  private void write(String recording) throws IOException {
    EnumSet<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (WritableByteChannel channel =
        Files.newByteChannel(out.toPath(), options, OwnersOnly.file())) {
      ByteBuffer bytes = ByteBuffer.wrap(recording.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private Map<String, Object> record(Conversation conversation) throws Exception {
    String recording = look(conversation);
    write(recording);
    String[] header = recording.substring(0, recording.indexOf('\n')).split("\t", -1);
    return Json.map(
        "file", out.getPath(),
        "seconds", Long.parseLong(header[2]) / 1e6,
        "calls", Long.parseLong(header[3]),
        "over", Long.parseLong(header[4]));
  }

  @Override
  void showJson(Conversation conversation, String body) throws Exception {
    console().out().println(Json.text(record(conversation)));
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    Map<String, Object> said = record(conversation);
    console().say(Counted.of(Json.number(said, "calls"), "call") + " recorded in " + out);
    if (Json.number(said, "over") > 0) {
      console()
          .say(
              Json.number(said, "over")
                  + " further ones are not in it: there were too many calls, or names of them");
    }
  }
}
