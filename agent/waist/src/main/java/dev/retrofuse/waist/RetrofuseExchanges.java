package dev.retrofuse.waist;

/**
 * Calls under way that are found again by the library's own object which will end them: its
 * carrier. One carrier may end many calls. Calls whose carrier was collected are given up, so that
 * their permits come back.
 */
public final class RetrofuseExchanges {
  private static final RetrofuseCarriers<RetrofuseExchange> OPEN =
      new RetrofuseCarriers<RetrofuseExchange>();

  private RetrofuseExchanges() {}

  /** Enters a guard for a call that ends elsewhere; null for null. */
  public static RetrofuseExchange begin(RetrofuseGuard guard) {
    if (guard == null) {
      return null;
    }
    // First, because permits that come back here may be the ones that this call needs.
    for (RetrofuseExchange each = OPEN.removeCollected();
        each != null;
        each = OPEN.removeCollected()) {
      cancelEach(each);
    }
    return new RetrofuseExchange(guard, guard.enter());
  }

  /** From now on the carrier can end the call. */
  public static void put(Object carrier, RetrofuseExchange exchange) {
    exchange.next = OPEN.put(carrier, exchange);
    if (RetrofuseAgent.current == null) {
      cancel(carrier); // the agent has gone meanwhile: nothing may keep it here
    }
  }

  /** Ends every call that the carrier has, once. */
  public static void end(Object carrier, int status, Throwable thrown) {
    RetrofuseExchange each = OPEN.remove(carrier);
    for (; each != null; each = each.next) {
      each.end(status, thrown);
    }
  }

  /** The call of a carrier, or null. */
  public static RetrofuseExchange find(Object carrier) {
    return OPEN.get(carrier);
  }

  /** Gives up every call that the carrier has. */
  public static void cancel(Object carrier) {
    cancelEach(OPEN.remove(carrier));
  }

  /** Gives up every call: at detach, so that nothing here holds the agent. */
  public static void cancelAll() {
    for (RetrofuseExchange each = OPEN.removeAny(); each != null; each = OPEN.removeAny()) {
      cancelEach(each);
    }
  }

  private static void cancelEach(RetrofuseExchange first) {
    for (RetrofuseExchange each = first; each != null; each = each.next) {
      each.cancel();
    }
  }
}
