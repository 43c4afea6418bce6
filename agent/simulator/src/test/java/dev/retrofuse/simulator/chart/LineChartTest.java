package dev.retrofuse.simulator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {
  private static final int[] RISING = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110};
  private static final int[] FLAT = new int[RISING.length];

  @Test
  void drawsEachLineAndItsNameWithinTheFrame() throws Exception {
    List<Line> lines =
        List.of(new Line("a", "#111111", false, RISING), new Line("b", "#222222", true, FLAT));
    NodeList drawn = parse(LineChart.svg("A & B", lines, 3, 5)).getElementsByTagName("polyline");
    assertEquals(4, drawn.getLength());
    for (int i = 0; i < drawn.getLength(); i++) {
      for (String point : ((Element) drawn.item(i)).getAttribute("points").split(" ")) {
        double y = Double.parseDouble(point.split(",")[1]);
        assertTrue(y >= 44 && y <= 296, point);
      }
    }
  }

  @Test
  void theFirstLineIsTheHeaviestAndHidesNoOther() throws Exception {
    List<Line> lines =
        List.of(new Line("a", "#111111", false, RISING), new Line("b", "#222222", true, RISING));
    NodeList drawn = parse(LineChart.svg("", lines, 3, 5)).getElementsByTagName("polyline");
    Element bottom = (Element) drawn.item(0);
    Element top = (Element) drawn.item(2);
    assertEquals("#111111", bottom.getAttribute("stroke"));
    assertEquals("first", bottom.getAttribute("class"));
    assertEquals("#222222", top.getAttribute("stroke"));
    assertEquals("dashed", top.getAttribute("class"));
  }

  @Test
  void nothingAtAllIsAChartToo() throws Exception {
    parse(LineChart.svg("", List.of(new Line("a", "#111111", false, FLAT)), 3, 5));
  }

  @Test
  void aNameKeepsItsColour() {
    Palette palette = new Palette();
    String colour = palette.of("a");
    assertNotEquals(colour, palette.of("b"));
    assertEquals(colour, palette.of("a"));
  }

  @Test
  void smoothsOverThreeSeconds() {
    Line line = new Line("", "", false, new int[] {0, 3, 9});
    assertEquals(1.5, line.smooth(0));
    assertEquals(4, line.smooth(1));
    assertEquals(6, line.smooth(2));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
