package dev.retrofuse.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeIndex;
import dev.retrofuse.weaving.TypeInstrumentation;

/** The rooms of the house and which way they lean. */
@AnalyzeClasses(
    packages = "dev.retrofuse",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String WAIST = "dev.retrofuse.waist..";
  private static final String RULES = "dev.retrofuse.rules..";
  private static final String REVIEW = "dev.retrofuse.review..";
  private static final String SPANS = "dev.retrofuse.spans..";
  private static final String METRICS = "dev.retrofuse.metrics..";
  private static final String JDK = "java..";

  @ArchTest
  static final ArchRule waistKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage(WAIST)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(WAIST, JDK, "javax.net.ssl..");

  @ArchTest
  static final ArchRule rulesKnowYamlOnly =
      classes()
          .that()
          .resideInAPackage(RULES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(RULES, JDK, "org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule engineKnowsNoBytecode =
      classes()
          .that()
          .resideInAPackage("dev.retrofuse.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.retrofuse.engine..", WAIST, RULES, JDK);

  @ArchTest
  static final ArchRule traceStandsAlone =
      classes()
          .that()
          .resideInAPackage("dev.retrofuse.trace..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.retrofuse.trace..", WAIST, RULES, JDK);

  @ArchTest
  static final ArchRule onlySpansAndMetricsKnowOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackages(SPANS, METRICS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule spansSeeEngineAndTrace =
      classes()
          .that()
          .resideInAPackage(SPANS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              SPANS,
              WAIST,
              RULES,
              "dev.retrofuse.engine..",
              "dev.retrofuse.trace..",
              "io.opentelemetry..",
              "javax.net.ssl..",
              JDK);

  @ArchTest
  static final ArchRule onlyOneRoomKnowsTheFlightRecorder =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.retrofuse.jfr..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.jfr..");

  @ArchTest
  static final ArchRule onlyMetricsKnowPrometheus =
      noClasses()
          .that()
          .resideOutsideOfPackage(METRICS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..");

  @ArchTest
  static final ArchRule onlyTheAgentSeesMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackages(METRICS, "dev.retrofuse.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(METRICS);

  @ArchTest
  static final ArchRule rehearsalSeesRulesAndEngine =
      classes()
          .that()
          .resideInAPackage("dev.retrofuse.rehearsal..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.retrofuse.rehearsal..",
              WAIST,
              RULES,
              "dev.retrofuse.engine..",
              "javax.xml.stream..",
              JDK);

  @ArchTest
  static final ArchRule weavingKnowsNoRules =
      classes()
          .that()
          .resideInAPackage("dev.retrofuse.weaving..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.retrofuse.weaving..", WAIST, "org.objectweb.asm..", JDK);

  @ArchTest
  static final ArchRule instrumentationsSeeWeavingOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.retrofuse.instrumentation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              RULES,
              "dev.retrofuse.engine..",
              "dev.retrofuse.trace..",
              SPANS,
              "dev.retrofuse.operations..",
              "dev.retrofuse.cli..",
              "dev.retrofuse.agent..");

  @ArchTest
  static final ArchRule noInstrumentationSeesAnother =
      slices().matching("dev.retrofuse.instrumentation.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyWeavingAndInstrumentationSeeByteBuddy =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.retrofuse.weaving..",
              "dev.retrofuse.instrumentation..",
              "dev.retrofuse.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("net.bytebuddy..", "org.objectweb.asm..");

  @ArchTest
  static final ArchRule operationsDoNotLookUp =
      noClasses()
          .that()
          .resideInAPackage("dev.retrofuse.operations..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.retrofuse.cli..", "dev.retrofuse.agent..", "dev.retrofuse.launch..");

  @ArchTest
  static final ArchRule reviewSeesRulesAndEngine =
      classes()
          .that()
          .resideInAPackage(REVIEW)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(REVIEW, RULES, "dev.retrofuse.engine..", JDK);

  @ArchTest
  static final ArchRule reviewIsForTheCommandLineAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(REVIEW, "dev.retrofuse.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(REVIEW);

  /** They are read while the waist is put in place. */
  @ArchTest
  static final ArchRule instrumentationsNameNoClassOfTheWaist =
      noClasses()
          .that()
          .implement(LibraryInstrumentation.class)
          .or()
          .belongToAnyOf(TypeIndex.class, TypeInstrumentation.class, MethodMatch.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(WAIST);

  @ArchTest
  static final ArchRule launcherKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("dev.retrofuse.launch..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.retrofuse.launch..", JDK);

  @ArchTest
  static final ArchRule theWallClockIsForTextsOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.retrofuse.engine..")
          .and()
          .doNotHaveSimpleName("UtcTime")
          .should()
          .callMethod(System.class, "currentTimeMillis");

  /** Tests of another module, here to be used by those of this one. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
