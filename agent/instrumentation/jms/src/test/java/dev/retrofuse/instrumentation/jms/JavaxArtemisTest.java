package dev.retrofuse.instrumentation.jms;

import javax.jms.JMSException;

class JavaxArtemisTest extends JmsContract {
  @Override
  JmsClient client(String url, String direct, String destination, boolean topic) throws Exception {
    return new JavaxClient(url, direct, destination, topic);
  }

  @Override
  Class<? extends Exception> exceptionType() {
    return JMSException.class;
  }
}
