package dev.retrofuse.testapps.legacy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Does what the lines of its standard input say, one answer line each: {@code jdbc SQL}, {@code
 * http URL}, {@code jhc URL}, {@code serve URL}, {@code load URL}, {@code state}, ...
 */
public final class Console {
  private final Database database = new Database();
  private final Load load = new Load(database);

  private Console() {}

  public static void main(String[] args) throws Exception {
    Console console = new Console();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(console.answer(line));
    }
    System.exit(0);
  }

  private String answer(String line) {
    int space = line.indexOf(' ');
    String command = space < 0 ? line : line.substring(0, space);
    String argument = space < 0 ? "" : line.substring(space + 1);
    try {
      return command + " " + run(command, argument);
    } catch (Exception e) {
      return command + " failed " + Failure.text(e);
    }
  }

  private String run(String command, String argument) throws Exception {
    if (command.equals("jdbc")) {
      return database.query(argument);
    } else if (command.equals("prepare")) {
      return database.prepare(argument);
    } else if (command.equals("again")) {
      return database.again();
    } else if (command.equals("http")) {
      return Http.get(argument);
    } else if (command.equals("jhc")) {
      return NewerHttp.get(argument);
    } else if (command.equals("serve")) {
      return Http.serve(argument);
    } else if (command.equals("load")) {
      return load.start(argument);
    } else if (command.equals("stop")) {
      return load.stop();
    } else if (command.equals("state")) {
      return JvmState.text();
    } else if (command.equals("visible")) {
      return Visible.text(argument);
    } else if (command.equals("logmanager")) {
      return LogManager.getLogManager().getClass().getName();
    } else if (command.equals("exit")) {
      System.exit(0);
    }
    throw new IllegalArgumentException("no such command");
  }
}
