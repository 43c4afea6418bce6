package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Driver;

class H2Test extends JdbcContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JdbcInstrumentation();
  }

  @Override
  protected Driver driver() {
    return new org.h2.Driver();
  }

  @Override
  protected String url() {
    return "jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1";
  }

  @Override
  protected String database() {
    return "contract";
  }
}
