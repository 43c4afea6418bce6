package dev.retrofuse.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One JSON object in one line. */
public final class JsonText {
  private JsonText() {}

  /** Writes the object's fields. */
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** The object, in ASCII. */
  public static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory().createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  // Recycled buffers would sit in the calling thread and keep the agent's loader after detach.
  // ASCII
  // only, because the operator's terminal may have no other characters.
  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build();
  }
}
