package dev.retrofuse.rehearsal.replay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Calls, failures and refusals over time, and when breakers were open, as SVG. */
public final class SimulationPicture {
  private static final int MOST_PANELS = 12;
  private static final int LEFT = 60;
  private static final int WIDTH = 800;
  private static final int TOP = 50;
  private static final int HEIGHT = 80;
  private static final int STRIP = 10;
  private static final int PANEL = 150;
  private static final String CALLS = "#9aa5b1";
  private static final String FAILURES = "#c62828";
  private static final String REFUSED = "#1565c0";
  private static final String OPEN = "#ef6c00";
  private static final String CLOSED = "#2e7d32";
  private static final String RETRIES = "#6a1b9a";

  private final XMLStreamWriter xml;
  private final double nanos;

  private SimulationPicture(XMLStreamWriter xml, Simulation simulation) {
    this.xml = xml;
    nanos = Math.max(1, simulation.recording().micros() * 1_000.0);
  }

  /** A whole document, in UTF-8: the keys with most refusals, at most twelve. */
  public static byte[] of(Simulation simulation) {
    List<Tally> shown = new ArrayList<>(simulation.tallies());
    shown.sort(Comparator.comparingLong(each -> -each.refused()));
    shown = shown.subList(0, Math.min(MOST_PANELS, shown.size()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
      new SimulationPicture(xml, simulation).write(shown);
      xml.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(List<Tally> shown) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    int height = TOP + PANEL * Math.max(1, shown.size());
    attributes("viewBox", "0 0 " + (LEFT + WIDTH + 40) + " " + height);
    attributes("font-family", "sans-serif", "font-size", "12");
    rectangle(0, 0, LEFT + WIDTH + 40, height, "#ffffff");
    legend(shown.stream().anyMatch(each -> each.rule().retry() != null));
    for (int i = 0; i < shown.size(); i++) {
      panel(shown.get(i), TOP + i * PANEL);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void legend(boolean retries) throws XMLStreamException {
    int x = entry(LEFT, "calls", CALLS);
    x = entry(x, "failures", FAILURES);
    x = entry(x, "refused", REFUSED);
    x = retries ? entry(x, "retries", RETRIES) : x;
    x = entry(x, "open", OPEN);
    entry(x, "closed", CLOSED);
  }

  /** Where the next one begins. */
  private int entry(int x, String name, String colour) throws XMLStreamException {
    rectangle(x, 12, 10, 10, colour);
    text(x + 15, 21, name);
    return x + 100;
  }

  private void panel(Tally tally, int top) throws XMLStreamException {
    text(LEFT, top + 10, tally.rule().name() + "  " + tally.key());
    int base = top + 20 + HEIGHT;
    int most = tally.series().most();
    text(8, top + 30, Integer.toString(most));
    bars(tally.series().calls(), most, base, CALLS);
    bars(tally.series().failures(), most, base, FAILURES);
    line(tally.series().refused(), most, base, REFUSED);
    if (tally.rule().retry() != null) {
      line(tally.series().retries(), most, base, RETRIES);
    }
    if (tally.rule().breaker() != null) {
      rectangle(LEFT, base + 4, WIDTH, STRIP, CLOSED);
    }
    for (Opening each : tally.openings()) {
      double x = LEFT + WIDTH * Math.min(1, each.atMillis() * 1e6 / nanos);
      double end = LEFT + WIDTH * Math.min(1, (each.atMillis() + each.forMillis()) * 1e6 / nanos);
      rectangle(x, base + 4, Math.max(1, end - x), STRIP, OPEN);
    }
    text(LEFT, base + 28, "0 s");
    text(LEFT + WIDTH - 30, base + 28, Math.round(nanos / 1e9) + " s");
  }

  private void bars(int[] counts, int most, int base, String colour) throws XMLStreamException {
    double width = (double) WIDTH / counts.length;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double height = (double) HEIGHT * counts[i] / most;
        rectangle(LEFT + i * width, base - height, width, height, colour);
      }
    }
  }

  private void line(int[] counts, int most, int base, String colour) throws XMLStreamException {
    StringBuilder points = new StringBuilder();
    double width = (double) WIDTH / counts.length;
    for (int i = 0; i < counts.length; i++) {
      double y = base - HEIGHT * Math.min(1, (double) counts[i] / most);
      points.append(number(LEFT + (i + 0.5) * width)).append(',').append(number(y)).append(' ');
    }
    xml.writeEmptyElement("polyline");
    attributes("points", points.toString().trim());
    attributes("fill", "none", "stroke", colour, "stroke-width", "1.5");
  }

  private void rectangle(double x, double y, double width, double height, String colour)
      throws XMLStreamException {
    xml.writeEmptyElement("rect");
    attributes("x", number(x), "y", number(y), "width", number(width), "height", number(height));
    attributes("fill", colour);
  }

  private void text(int x, int y, String text) throws XMLStreamException {
    xml.writeStartElement("text");
    attributes("x", Integer.toString(x), "y", Integer.toString(y));
    xml.writeCharacters(text.replaceAll("[^ -~\\xa0-\\ud7ff]", "?")); // else it is no XML
    xml.writeEndElement();
  }

  private void attributes(String... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      xml.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
