package dev.retrofuse.cli;

import dev.retrofuse.operations.Version;
import java.io.File;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code java -jar retrofuse.jar COMMAND}. */
@Command(
    name = "retrofuse",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Circuit breakers and trace context for JVMs that run already.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or a rule file with problems.",
      "At start instead: java -javaagent:retrofuse.jar=rules=FILE ..."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /**
   * Runs one command to its end.
   *
   * @param jar the jar that this class came from, and that a JVM is to load
   * @param engine for commands that need it in this JVM
   * @return the exit code
   */
  @SuppressWarnings("DefaultCharset") // a terminal has the platform's
  public static int run(String[] arguments, File jar, EngineHere engine) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    Console console = new Console(out, err, Terminal.coloured(1), Terminal.coloured(2));
    int code = commandLine(console, jar, engine).execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  static CommandLine commandLine(Console console, File jar, EngineHere engine) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new ListCommand(console))
            .addSubcommand(new DoctorCommand(console, jar))
            .addSubcommand(new AttachCommand(console, jar))
            .addSubcommand(new StatusCommand(console, jar))
            .addSubcommand(new TopCommand(console, jar))
            .addSubcommand(new EventsCommand(console, jar))
            .addSubcommand(new DashboardCommand(console, jar))
            .addSubcommand(new OpenCommand(console, jar))
            .addSubcommand(new CloseCommand(console, jar))
            .addSubcommand(new ResetCommand(console, jar))
            .addSubcommand(new ObserveCommand(console, jar))
            .addSubcommand(new DiscoverCommand(console, jar))
            .addSubcommand(new RecordCommand(console, jar))
            .addSubcommand(new OffCommand(console, jar))
            .addSubcommand(new OnCommand(console, jar))
            .addSubcommand(new DetachCommand(console, jar))
            .addSubcommand(new RulesCommand(console, jar))
            .addSubcommand(new ValidateCommand(console))
            .addSubcommand(new TestCommand(console, engine))
            .addSubcommand(new SimulateCommand(console, engine))
            .addSubcommand(new SuggestCommand(console))
            .addSubcommand(new LintCommand(console))
            .addSubcommand(new ExplainCommand(console, jar))
            .addSubcommand(new DiffCommand(console, jar))
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new ManCommand(console));
    for (CommandLine command : line.getSubcommands().values()) {
      command.addMixin("help", new HelpOption());
    }
    return line.addSubcommand(new CommandLine.HelpCommand())
        .registerConverter(long.class, Main::wholeNumber)
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler(new UsageErrors(console))
        .setExecutionExceptionHandler((failure, parsed, result) -> console.failed(failure));
  }

  private static Long wholeNumber(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"retrofuse " + Version.current()};
    }
  }
}
