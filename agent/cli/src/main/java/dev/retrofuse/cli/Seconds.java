package dev.retrofuse.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as it is written behind {@code --for}: {@code 30s}, {@code 10m}, {@code 2h}. */
final class Seconds implements ITypeConverter<Long> {
  /** Nothing that somebody does by hand lasts longer; the agent says so too. */
  private static final long MOST = 86_400;

  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smh])");

  @Override
  public Long convert(String text) {
    Matcher time = TIME.matcher(text);
    long seconds = time.matches() ? Long.parseLong(time.group(1)) * unit(time.group(2)) : 0;
    if (seconds < 1 || seconds > MOST) {
      throw new TypeConversionException(
          "'" + text + "' is no time from 1s to 24h, such as 30s, 10m or 2h");
    }
    return seconds;
  }

  private static long unit(String letter) {
    return letter.equals("h") ? 3_600 : letter.equals("m") ? 60 : 1;
  }
}
