package dev.retrofuse.rehearsal;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Outcomes of tests in the form that build servers read. */
public final class JUnitXml {
  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * A whole document, in UTF-8.
   *
   * @param suite what the tests are of
   */
  public static byte[] of(String suite, List<TestOutcome> outcomes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
      new JUnitXml(xml).write(suite, outcomes);
      xml.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String suite, List<TestOutcome> outcomes) throws XMLStreamException {
    long failed = outcomes.stream().filter(each -> !each.passed()).count();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("tests", Integer.toString(outcomes.size()));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    for (TestOutcome each : outcomes) {
      write(each);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(TestOutcome outcome) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", outcome.source());
    xml.writeAttribute("name", outcome.name());
    for (Mismatch each : outcome.mismatches()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", "expected " + each.expected() + ", found " + each.found());
      xml.writeCharacters(outcome.source() + ":" + each + "\n");
      for (StateAt change : outcome.history()) {
        xml.writeCharacters(change + "\n");
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
