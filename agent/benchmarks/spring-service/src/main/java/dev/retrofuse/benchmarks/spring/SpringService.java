package dev.retrofuse.benchmarks.spring;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web service with one table look-up; asks itself once, prints what that took, and ends. */
@SpringBootApplication
@RestController
public class SpringService {
  private final JdbcTemplate jdbc;

  SpringService(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @GetMapping("/one")
  String one() {
    return jdbc.queryForObject("SELECT 1", String.class);
  }

  public static void main(String[] args) throws IOException {
    ServletWebServerApplicationContext context =
        (ServletWebServerApplicationContext) SpringApplication.run(SpringService.class, args);
    URI uri = URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/one");
    try (var in = uri.toURL().openStream()) {
      in.readAllBytes();
    }
    OperatingSystemMXBean os =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.println("cpu_ms " + os.getProcessCpuTime() / 1_000_000);
    System.out.println("peak_mb " + peakKilobytes() / 1024);
    System.exit(0);
  }

  private static long peakKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no VmHWM");
  }
}
