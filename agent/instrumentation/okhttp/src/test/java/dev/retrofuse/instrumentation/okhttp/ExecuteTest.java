package dev.retrofuse.instrumentation.okhttp;

import okhttp3.Call;
import okhttp3.Response;

class ExecuteTest extends OkHttpContract {
  @Override
  Response answer(Call call) throws Exception {
    return call.execute();
  }
}
