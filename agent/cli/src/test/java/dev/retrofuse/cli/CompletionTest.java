package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code completion} in a real bash. */
class CompletionTest {
  @TempDir Path folder;

  private Set<String> completed(String line) throws Exception {
    Screen screen = new Screen(false);
    assertEquals(0, screen.run("completion"), screen::err);
    Path script = Files.writeString(folder.resolve("script"), screen.out());
    // As bash calls the function when somebody presses the tabulator; compopt works only then.
    String ask =
        "compopt() { :; }; source "
            + script
            + "; words=("
            + line
            + " ''); COMP_WORDS=(\"${words[@]}\"); [[ '"
            + line
            + "' == *' ' ]] || unset 'COMP_WORDS[-1]'; COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " COMP_LINE='"
            + line
            + "'; COMP_POINT=${#COMP_LINE}; $(complete -p retrofuse |"
            + " sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
    String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), text);
    return new TreeSet<>(Arrays.asList(text.trim().split("\\s+")));
  }

  @Test
  void completesCommands() throws Exception {
    assertEquals(Set.of("detach"), completed("retrofuse det"));
    assertTrue(completed("retrofuse ").containsAll(Set.of("attach", "open", "top", "doctor")));
  }

  @Test
  void completesOptions() throws Exception {
    assertEquals(Set.of("--for"), completed("retrofuse open --f"));
    assertTrue(completed("retrofuse status -").contains("--json"));
  }
}
