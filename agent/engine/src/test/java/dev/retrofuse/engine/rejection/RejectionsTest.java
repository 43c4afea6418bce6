package dev.retrofuse.engine.rejection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.rules.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RejectionsTest {
  private static final Message MESSAGE = new Message("refused");

  static Stream<Arguments> both() {
    return Stream.of(
        Arguments.of(Rejections.statement(), SQLTransientConnectionException.class),
        Arguments.of(new SqlRejections("53000", null), SQLTransientConnectionException.class),
        Arguments.of(Rejections.of(IllegalStateException.class), IllegalStateException.class),
        Arguments.of(Rejections.http(), ConnectException.class),
        Arguments.of(new IoRejections(ConnectException.class, null), ConnectException.class),
        Arguments.of(Rejections.messaging(), IOException.class),
        Arguments.of(new IoRejections(IOException.class, null), IOException.class),
        Arguments.of(Rejections.aborts(Kind.HTTP), SocketException.class),
        Arguments.of(new IoRejections(SocketException.class, null), SocketException.class));
  }

  @ParameterizedTest
  @MethodSource("both")
  void areFreshAndWithoutStack(Rejections rejections, Class<?> type) {
    Throwable one = rejections.create(MESSAGE);

    assertSame(type, one.getClass());
    assertEquals("refused", one.getMessage());
    assertEquals(0, one.getStackTrace().length);
    assertNull(one.getCause());
    assertNotSame(one, rejections.create(MESSAGE));
  }

  @ParameterizedTest
  @MethodSource("both")
  void canBeUsedLikeAnyOther(Rejections rejections, Class<?> type) {
    Throwable thrown = rejections.create(MESSAGE);
    Throwable cause = new Error("cause");
    Throwable suppressed = new Error("suppressed");
    thrown.addSuppressed(suppressed);
    thrown.initCause(cause);

    assertSame(cause, thrown.getCause());
    assertSame(suppressed, thrown.getSuppressed()[0]);
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    assertEquals(type.getName() + ": refused", text.toString().lines().findFirst().get());
  }

  @ParameterizedTest
  @MethodSource("both")
  void surviveSerialization(Rejections rejections, Class<?> type) throws Exception {
    Throwable thrown = rejections.create(MESSAGE);
    thrown.addSuppressed(new Error("suppressed"));
    Throwable copy = copy(thrown);

    assertSame(type, copy.getClass());
    assertEquals("refused", copy.getMessage());
    assertEquals(0, copy.getStackTrace().length);
    assertEquals(1, copy.getSuppressed().length);
    copy.initCause(new Error("cause"));
    if (thrown instanceof SQLException) {
      assertEquals("53000", ((SQLException) copy).getSQLState());
    }
  }

  private static Throwable copy(Throwable thrown) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(thrown);
    return (Throwable)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  void sqlExceptionsHaveTheirState() {
    assertState("53000", Rejections.statement());
    assertState("08001", Rejections.connect());
    assertState("08001", new SqlRejections("08001", null));
  }

  private static void assertState(String state, Rejections rejections) {
    SQLException thrown = (SQLException) rejections.create(MESSAGE);
    assertEquals(state, thrown.getSQLState());
    assertEquals(0, thrown.getErrorCode());
    assertNull(thrown.getNextException());
    thrown.setNextException(new SQLException("next"));
    assertEquals("next", thrown.getNextException().getMessage());
  }

  /** The module system decides; the tests run once with the packages open, once without. */
  @Test
  void useNoConstructorWhereTheJdkIsOpen() {
    boolean open =
        Throwable.class.getModule().isOpen("java.lang", getClass().getModule())
            && SQLException.class.getModule().isOpen("java.sql", getClass().getModule());

    assertEquals(open, Bare.of(ConnectException.class) != null);
    assertEquals(open, Bare.of(SQLTransientConnectionException.class) != null);
    assertEquals(open, Bare.field(SQLException.class, "SQLState") != null);
  }

  @Test
  void aFailingShortCutFallsBack() {
    Bare wrongType = Bare.of(IOException.class);
    Throwable thrown = new SqlRejections("53000", wrongType).create(MESSAGE);

    assertEquals("53000", ((SQLException) thrown).getSQLState());
    assertEquals(0, thrown.getStackTrace().length);
  }
}
