package dev.retrofuse.instrumentation.jms;

import jakarta.jms.JMSException;

class JakartaArtemisTest extends JmsContract {
  @Override
  JmsClient client(String url, String direct, String destination, boolean topic) throws Exception {
    return new JakartaClient(url, direct, destination, topic);
  }

  @Override
  Class<? extends Exception> exceptionType() {
    return JMSException.class;
  }
}
