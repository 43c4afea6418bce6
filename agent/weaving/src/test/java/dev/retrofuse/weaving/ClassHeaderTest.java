package dev.retrofuse.weaving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.weaving.samples.Bystander;
import dev.retrofuse.weaving.samples.Caller;
import dev.retrofuse.weaving.samples.Driver;
import dev.retrofuse.weaving.samples.Pool;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ClassHeaderTest {
  @Test
  void readsNames() {
    ClassHeader driver = ClassHeader.read(ClassFiles.of(Driver.class));
    assertEquals("dev/retrofuse/weaving/samples/AbstractDriver", driver.superName());
    assertEquals(0, driver.interfaces().length);
    ClassHeader pool = ClassHeader.read(ClassFiles.of(Pool.class));
    assertEquals("java/lang/Object", pool.superName());
    assertArrayEquals(new String[] {"dev/retrofuse/weaving/samples/Caller"}, pool.interfaces());
    assertNull(ClassHeader.read(ClassFiles.of(Object.class)).superName());
  }

  @Test
  void readsEveryKindOfConstant() {
    ClassHeader map = ClassHeader.read(ClassFiles.of(ConcurrentHashMap.class));
    assertEquals("java/util/AbstractMap", map.superName());
  }

  @Test
  void knowsInterfaces() {
    assertTrue(ClassHeader.read(ClassFiles.of(Caller.class)).isInterface());
    assertFalse(ClassHeader.read(ClassFiles.of(Driver.class)).isInterface());
  }

  @Test
  void knowsWhatIsMentioned() {
    byte[][] jdbc = {"java/sql/".getBytes(StandardCharsets.US_ASCII)};
    byte[][] util = {jdbc[0], "java/util/function/".getBytes(StandardCharsets.US_ASCII)};
    ClassHeader pool = ClassHeader.read(ClassFiles.of(Pool.class));
    assertFalse(pool.mentions(jdbc));
    assertTrue(pool.mentions(util));
  }

  @Test
  void theTwinOfAFileNamesOtherPackages() {
    byte[] file = ClassFiles.of(Pool.class);
    byte[] twin = ClassHeader.read(file).renamed("retrofuse/weaving/", "twins/of/it/");
    ClassHeader pool = ClassHeader.read(twin);
    assertArrayEquals(new String[] {"dev/twins/of/it/samples/Caller"}, pool.interfaces());
    assertEquals(ClassHeader.read(file).methods(0).size(), pool.methods(0).size());
    assertArrayEquals(file, pool.renamed("twins/of/it/", "retrofuse/weaving/"), "and back");
    assertArrayEquals(file, ClassHeader.read(file).renamed("javax/", "jakarta/"));
  }

  @Test
  void leavesAloneWhatIsNoClassFile() {
    assertNull(ClassHeader.read(null));
    assertNull(ClassHeader.read(new byte[0]));
    assertNull(ClassHeader.read("not a class file".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void doesNotCareWhichJavaTheFileIsFor() {
    byte[] file = ClassFiles.of(Bystander.class);
    file[7] = (byte) 200;
    assertEquals("java/lang/Object", ClassHeader.read(file).superName());
  }
}
