package dev.retrofuse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void nothingEnded() {
    assertEquals(new Figures(0, -1, -1, -1, -1, -1, 40), Figures.of(List.of(), 5, 40));
  }

  @Test
  void percentilesAreByNearestRank() {
    long[] hundred = new long[100];
    for (int i = 0; i < 100; i++) {
      hundred[i] = (i + 1) * 1_000_000L;
    }
    assertEquals(50, Figures.millis(hundred, 50));
    assertEquals(99, Figures.millis(hundred, 99));
    assertEquals(7, Figures.millis(new long[] {7_000_000}, 99));
  }

  @Test
  void errorsAreAnsweredOrNot() {
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer(0, 1_000_000, 200, true));
    answers.add(new Answer(0, 1_000_000, 503, false));
    answers.add(new Answer(0, 5_000_000, 0, true));
    answers.add(new Answer(0, 1_000_000, 200, false));
    assertEquals(new Figures(1.5, 1, 5, 50, 25, 50, 3), Figures.of(answers, 2, 3));
  }
}
