package dev.retrofuse.simulator.chart;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each name a colour that it keeps in all charts; they can be told apart on a light page and
 * on a dark one.
 */
public final class Palette {
  private static final String[] COLOURS = {
    "#1f7fe0", "#14a0a8", "#5a66d0", "#e0701a", "#c9a000", "#2f9e5b", "#9b63d6", "#b08968",
    "#e04f5f", "#8a8f98", "#d0569e", "#7aa02c", "#4fb0e8", "#7d5a3c", "#b8447a"
  };

  private final Map<String, String> given = new HashMap<>();

  /** The colour of a name; colours are used again when there are no others. */
  public String of(String name) {
    return given.computeIfAbsent(name, unknown -> COLOURS[given.size() % COLOURS.length]);
  }
}
