import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A shop that knows nothing of breakers: four threads have orders paid, one line each second. */
public class Shop {
  private static int paid;
  private static int failed;
  private static long slowest;
  private static String why;

  public static void main(String[] port) {
    String payments = "http://127.0.0.1:" + port[0] + "/pay/";
    for (int i = 0; i < 4; i++) {
      new Thread(() -> orders(payments)).start();
    }
    while (true) {
      pause(1_000);
      report();
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static synchronized void report() {
    String time = LocalTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss"));
    String failures = failed == 0 ? "" : ", failed " + failed + " (" + why + ")";
    System.out.println(time + " paid " + paid + ", slowest " + slowest + " ms" + failures);
    paid = 0;
    failed = 0;
    slowest = 0;
  }

  private static void orders(String payments) {
    for (int order = 1; ; order++) {
      long start = System.nanoTime();
      try {
        pay(URI.create(payments + order).toURL());
        count(start, null);
      } catch (IOException e) {
        count(start, e);
      }
      pause(100);
    }
  }

  private static void pay(URL url) throws IOException {
    HttpURLConnection call = (HttpURLConnection) url.openConnection();
    call.getInputStream().close();
  }

  private static synchronized void count(long start, IOException failure) {
    slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
    if (failure == null) {
      paid++;
    } else {
      failed++;
      why = failure.toString();
    }
  }
}
