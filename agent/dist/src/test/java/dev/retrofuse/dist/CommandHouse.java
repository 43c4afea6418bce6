package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where documented commands run: a reader's folder, and a JVM whose calls are guarded. */
final class CommandHouse implements AutoCloseable {
  private final Path folder;
  private final FarSide far = new FarSide();
  private final ForkedJvm jvm;
  private boolean attached;

  CommandHouse(Path folder) throws IOException {
    this.folder = folder;
    Path readme = Documents.ROOT.resolve("README.md");
    ReaderFolder.fill(folder, readme);
    String rules = Documents.found(readme, "^```yaml\\n(.*?)^```").get(0);
    Files.writeString(folder.resolve("payments.yaml"), rules);
    Files.writeString(folder.resolve("rules.yaml"), rules);
    jvm = Product.console(ForkedJvm.ownHome());
    let("attached");
    String status = Attach.reply(jvm.pid(), folder, "status");
    Files.writeString(folder.resolve("status.json"), status.substring(status.indexOf('{')));
  }

  long pid() {
    return jvm.pid();
  }

  Path folder() {
    return folder;
  }

  /** Sees that the agent is there, with a breaker for each rule, or is not. */
  private void let(String state) {
    boolean wanted = state.equals("attached");
    if (wanted && !attached) {
      String rules = "attach,rules=" + folder.resolve("payments.yaml");
      Attach.command(jvm.pid(), folder, rules);
      jvm.ask("http " + far.url("/pay/1"), "http");
      jvm.ask("jdbc SELECT 1", "jdbc");
    } else if (!wanted && attached) {
      Attach.command(jvm.pid(), folder, "detach");
    }
    attached = wanted;
  }

  /** Makes the JVM and the folder such as the command expects them to be. */
  void prepare(String command) throws IOException {
    let(command.contains(" attach ") ? "detached" : "attached");
    for (String written : new String[] {"out.rec", "calls.rec"}) {
      if (command.contains("--out " + written)) {
        Files.deleteIfExists(folder.resolve(written));
      }
    }
  }

  /** To be told what was run, for it may have changed what is there. */
  void hasRun(String command) {
    if (command.contains(" attach ")) {
      attached = true;
    } else if (command.contains(" detach ")) {
      attached = false;
    } else if (command.contains(" JFR.start ")) {
      refuse();
    }
  }

  /** Sees that a flight recording has a refusal, once the agent's thread knows of it. */
  private void refuse() {
    for (int second = 0; second < 2; second++) {
      int mark = jvm.mark();
      force("close", 1);
      jvm.await(mark, "the time is over");
    }
    force("open", 60);
    jvm.ask("http " + far.url("/pay/1"), "ConnectException");
    force("reset", 0);
  }

  private void force(String state, int seconds) {
    String command = state + ",name=payments,by=test,seconds=" + seconds;
    assertEquals("ok", Attach.command(jvm.pid(), folder, command));
  }

  @Override
  public void close() {
    jvm.close();
    far.close();
  }
}
