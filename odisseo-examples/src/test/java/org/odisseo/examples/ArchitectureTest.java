// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/**
 * The few rules that keep the modules apart. This module sees all the others, so they live here.
 */
class ArchitectureTest {
  private static final JavaClasses ODISSEO =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.odisseo");

  private static final DescribedPredicate<JavaClass> LIBRARY =
      describe("in a library module", c -> inModule(c, "core", "potentials", "inference"));

  private static final DescribedPredicate<JavaClass> CORE =
      describe("in odisseo-core", c -> inModule(c, "core"));

  @Test
  void allModulesAreSeen() {
    for (String module : new String[] {"core", "potentials", "inference", "examples"}) {
      assertTrue(ODISSEO.stream().anyMatch(c -> inModule(c, module)), module);
    }
    assertFalse(ODISSEO.containPackage("org.odisseo.testkit"));
  }

  /** Recording gradients is global state in DJL, and its PyTorch internals may change. */
  @Test
  void onlyTheDjlPackagesTouchAutogradAndPyTorch() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.odisseo.autodiff", "org.odisseo.djl")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl.training..", "ai.djl.pytorch..")
        .allowEmptyShould(true)
        .check(ODISSEO);
  }

  @Test
  void internalPackagesServeOnlyTheirParentPackage() {
    classes().should(useOnlyOwnInternals()).allowEmptyShould(true).check(ODISSEO);
  }

  @Test
  void librariesLeaveTheStandardStreamsAlone() {
    noClasses().that(LIBRARY).should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true).check(ODISSEO);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("org.odisseo.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(ODISSEO);
  }

  @Test
  void coreKnowsNoOtherModuleAndNoCommonsMath() {
    DescribedPredicate<JavaClass> foreign =
        describe(
            "of another module or of Commons Math",
            c ->
                inModule(c, "potentials", "inference", "examples")
                    || c.getPackageName().startsWith("org.apache.commons.math3"));
    noClasses()
        .that(CORE)
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true)
        .check(ODISSEO);
  }

  private static boolean inModule(JavaClass type, String... modules) {
    String uri = type.getSource().map(source -> source.getUri().toString()).orElse("");
    for (String module : modules) {
      // A directory of classes in the same build, or a jar.
      if (uri.contains("/odisseo-" + module + "/") || uri.contains("/odisseo-" + module + "-")) {
        return true;
      }
    }
    return false;
  }

  private static ArchCondition<JavaClass> useOnlyOwnInternals() {
    return new ArchCondition<>("use ..internal.. packages of their own parent package only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String target = dependency.getTargetClass().getPackageName();
          int at = (target + ".").indexOf(".internal.");
          if (target.startsWith("org.odisseo") && at >= 0) {
            String owner = target.substring(0, at);
            boolean own = (type.getPackageName() + ".").startsWith(owner + ".");
            events.add(new SimpleConditionEvent(dependency, own, dependency.getDescription()));
          }
        }
      }
    };
  }
}
