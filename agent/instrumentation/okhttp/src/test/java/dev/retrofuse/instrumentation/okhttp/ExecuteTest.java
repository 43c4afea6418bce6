package dev.retrofuse.instrumentation.okhttp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class ExecuteTest extends OkHttpContract {
  @Override
  Response answer(Call call) throws Exception {
    return call.execute();
  }

  @Test
  void runsOnTheVersionThatIsMeant() {
    String version = System.getProperty("okhttp.version", "3.9.0");
    String from = OkHttpClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(from.endsWith("-" + version + ".jar"), from);
  }
}
