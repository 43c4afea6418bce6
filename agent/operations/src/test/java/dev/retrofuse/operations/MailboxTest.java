package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MailboxTest {
  @Test
  void keepsOrderAndBound() {
    Mailbox<Integer> mailbox = new Mailbox<>(3);
    for (int i = 0; i < 5; i++) {
      mailbox.offer(i);
    }
    assertEquals(2, mailbox.takeDropped());
    assertEquals(0, mailbox.takeDropped());
    assertEquals(0, mailbox.poll());
    mailbox.offer(9);
    assertEquals(1, mailbox.poll());
    assertEquals(2, mailbox.poll());
    assertEquals(9, mailbox.poll());
    assertNull(mailbox.poll());
  }

  @Test
  void losesNothingUncounted() throws InterruptedException {
    Mailbox<Integer> mailbox = new Mailbox<>(100);
    AtomicLong read = new AtomicLong();
    Thread[] writers = new Thread[4];
    for (int i = 0; i < writers.length; i++) {
      writers[i] =
          new Thread(
              () -> {
                for (int n = 0; n < 50_000; n++) {
                  mailbox.offer(n);
                }
              });
      writers[i].start();
    }
    long dropped = 0;
    for (Thread writer : writers) {
      while (writer.isAlive()) {
        for (Integer item = mailbox.poll(); item != null; item = mailbox.poll()) {
          read.incrementAndGet();
        }
        dropped += mailbox.takeDropped();
      }
      writer.join();
    }
    for (Integer item = mailbox.poll(); item != null; item = mailbox.poll()) {
      read.incrementAndGet();
    }
    dropped += mailbox.takeDropped();
    assertEquals(200_000, read.get() + dropped);
    assertTrue(read.get() > 0);
  }
}
