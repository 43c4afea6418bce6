package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, strings, longs, doubles and booleans. */
public final class Json {
  // Writes ASCII only, because the operator's terminal may have no other characters.
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int MOST_SHOWN = 60;

  private Json() {}

  /** Reads one object. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        String start = text.substring(0, Math.min(text.length(), MOST_SHOWN));
        throw new IOException("not a JSON object: it begins with '" + start + "'");
      }
      return (Map<String, Object>) value(parser);
    }
  }

  /** A number of an object; 0 where there is none. */
  public static long number(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof Number ? ((Number) value).longValue() : 0;
  }

  /** The objects of a list of an object; none where there is none. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof List ? (List<Map<String, Object>>) value : new ArrayList<>();
  }

  /** Writes what {@link #object} reads, in one line. */
  public static String text(Map<String, Object> object) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, object);
    }
    return text.toString();
  }

  /** An object of names and values, one after the other. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : ((Map<?, ?>) value).entrySet()) {
        json.writeFieldName(field.getKey().toString());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List) {
      json.writeStartArray();
      for (Object item : (List<?>) value) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return fields(parser);
      case START_ARRAY:
        return items(parser);
      case VALUE_NUMBER_INT:
        return parser.getLongValue();
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_TRUE:
      case VALUE_FALSE:
        return parser.getBooleanValue();
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }

  private static Map<String, Object> fields(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<Object> items(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }
}
