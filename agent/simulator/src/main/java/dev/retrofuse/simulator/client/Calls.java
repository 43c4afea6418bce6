package dev.retrofuse.simulator.client;

import java.util.Arrays;

/**
 * The calls that have not ended, as columns of plain arrays. A call has a row, and a row is used
 * again; a try is named by its row and the row's stamp, which changes with each try, so that what
 * comes late is known to be late.
 */
final class Calls {
  private static final int ROW_BITS = 28;
  private static final int MASK = (1 << ROW_BITS) - 1;

  private int[] client = new int[1024];
  private int[] key = new int[1024];
  private int[] tries = new int[1024];
  private int[] stamp = new int[1024];
  private long[] permit = new long[1024];
  private long[] deadline = new long[1024];
  private int[] free = new int[1024];
  private int freeRows;
  private int rows;

  /** The row of a new call. */
  int begin(int ofClient, int toKey) {
    int row = freeRows > 0 ? free[--freeRows] : newRow();
    client[row] = ofClient;
    key[row] = toKey;
    tries[row] = 0;
    return row;
  }

  private int newRow() {
    if (rows == client.length) {
      client = Arrays.copyOf(client, 2 * rows);
      key = Arrays.copyOf(key, 2 * rows);
      tries = Arrays.copyOf(tries, 2 * rows);
      stamp = Arrays.copyOf(stamp, 2 * rows);
      permit = Arrays.copyOf(permit, 2 * rows);
      deadline = Arrays.copyOf(deadline, 2 * rows);
      free = Arrays.copyOf(free, 2 * rows);
    }
    return rows++;
  }

  /** The call has ended; its row is for others. */
  void end(int row) {
    free[freeRows++] = row;
  }

  /** Names the next try of a call; from now on no earlier one is current. */
  long nextTry(int row) {
    stamp[row] = (stamp[row] + 1) & MASK;
    return ((long) stamp[row] << ROW_BITS) | row;
  }

  /** The present try is over: it has succeeded, failed, or is no longer waited for. */
  void endTry(int row) {
    tries[row]++;
    stamp[row] = (stamp[row] + 1) & MASK;
  }

  static int row(long aTry) {
    return (int) aTry & MASK;
  }

  /** Whether a try is still waited for. */
  boolean current(long aTry) {
    return stamp[row(aTry)] == (int) (aTry >>> ROW_BITS);
  }

  int client(int row) {
    return client[row];
  }

  int key(int row) {
    return key[row];
  }

  /** How many tries have ended. */
  int tries(int row) {
    return tries[row];
  }

  void permit(int row, long given) {
    permit[row] = given;
  }

  long permit(int row) {
    return permit[row];
  }

  void deadline(int row, long until) {
    deadline[row] = until;
  }

  /** Until when the present try is waited for. */
  long deadline(int row) {
    return deadline[row];
  }
}
