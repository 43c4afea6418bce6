package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyTest {
  @TempDir Path folder;

  private Reply sent(Reply reply) throws IOException {
    Path file = Files.createTempDirectory(folder, "reply").resolve("reply");
    reply.write(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    return Reply.read(file);
  }

  @Test
  void bringsTheBody() throws IOException {
    Reply reply = sent(Reply.ok("first \"ü\"\nsecond\n"));
    assertTrue(reply.isOk());
    assertNull(reply.error());
    assertEquals("first \"ü\"\nsecond\n", reply.body());
    assertEquals("", sent(Reply.ok("")).body());
  }

  @Test
  void bringsAnErrorInOneLineWithoutSecrets() throws IOException {
    Reply reply = sent(Reply.error("no\nanswer of http://scott:tiger@host"));
    assertFalse(reply.isOk());
    assertEquals("no\\nanswer of http://***@host", reply.error());
    assertEquals("", reply.body());
  }

  @Test
  void writesOverNoFileAndFollowsNoLink() throws IOException {
    Path file = Files.writeString(folder.resolve("there"), "mine");
    assertThrows(FileAlreadyExistsException.class, () -> Reply.ok("").write(file));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
    assertThrows(FileAlreadyExistsException.class, () -> Reply.ok("").write(link));
    assertFalse(Files.exists(folder.resolve("elsewhere")));
    assertEquals("mine", Files.readString(file));
    assertNull(Reply.read(Files.createSymbolicLink(folder.resolve("toThere"), file)));
    assertNull(Reply.read(folder.resolve("absent")));
    assertNull(Reply.read(folder));
  }

  @Test
  void takesWhatIsNoReplyForAnError() throws IOException {
    Reply reply = Reply.read(Files.writeString(folder.resolve("reply"), "what"));
    assertEquals("what", reply.error());
    assertFalse(Reply.read(Files.createFile(folder.resolve("empty"))).isOk());
  }
}
