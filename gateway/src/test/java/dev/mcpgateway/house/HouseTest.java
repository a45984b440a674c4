package dev.mcpgateway.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import dev.mcpgateway.call.Gate;
import dev.mcpgateway.house.broken.call.UpwardCall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The walls of the house. docs/architecture.md shows them as a picture. */
class HouseTest {
    private static final String ROOT = "dev.mcpgateway.";

    /** From the ground up. Imports point down only, and rooms on one floor do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("config", "spool", "store", "trace"),
            List.of("call"),
            List.of("meter"),
            List.of("health"),
            List.of("auth", "policy", "limit", "audit", "registry", "session", "task"),
            List.of("upstream"),
            List.of("relay", "client"),
            List.of("edge"),
            List.of("route", "rest", "admin", "manage"));

    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target/classes"));

    @TestFactory
    Stream<DynamicTest> importsPointDownOnly() {
        return floorRules(ROOT).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(HOUSE)));
    }

    @Test
    void theFloorRuleReallyFails() {
        JavaClasses broken = new ClassFileImporter().importPackagesOf(UpwardCall.class, Gate.class);

        ArchRule ofCall = floorRules("dev.mcpgateway.house.broken.").stream()
                .filter(rule -> rule.getDescription().startsWith("call "))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> ofCall.check(broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UpwardCall");
    }

    @Test
    void everyRoomStandsOnAFloor() {
        List<String> rooms = HOUSE.stream()
                .map(type -> type.getPackageName().substring("dev.mcpgateway".length()))
                .filter(name -> !name.isEmpty())
                .map(name -> name.substring(1).split("\\.", -1)[0])
                .distinct()
                .toList();

        assertThat(FLOORS.stream().flatMap(List::stream))
                .containsAll(rooms.stream()
                        .filter(room -> !List.of("wire", "server").contains(room))
                        .toList());
    }

    @Test
    void springCloudGatewayStaysInItsRoom() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "route..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.cloud..")
                .check(HOUSE);
    }

    @Test
    void decisionsArePlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "call..", ROOT + "policy..", ROOT + "limit..")
                .and(not(simpleNameEndingWith("Beans")))
                .and(not(simpleNameEndingWith("Settings")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..", "org.springframework.http..", "org.springframework.boot..")
                .check(HOUSE);
    }

    @Test
    void gatesDoNotTouchTheResponse() {
        noClasses()
                .that()
                .implement(Gate.class)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.springframework\\.(http|web)\\..*")
                .check(HOUSE);
    }

    @Test
    void nothingBlocksOrReadsTheClockBehindOurBack() {
        noClasses()
                .should()
                .callMethodWhere(new Forbidden(
                        List.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream"),
                        "reactor.core.publisher"))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void settingsAreValidatedRecords() {
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .beRecords()
                .andShould()
                .beAnnotatedWith(Validated.class)
                .check(HOUSE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(HOUSE);
    }

    @Test
    void namesSayMoreThanUtil() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(HOUSE);
    }

    private static List<ArchRule> floorRules(String root) {
        List<ArchRule> rules = new ArrayList<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String room : FLOORS.get(floor)) {
                List<String> forbidden = new ArrayList<>();
                FLOORS.subList(floor + 1, FLOORS.size()).forEach(forbidden::addAll);
                FLOORS.get(floor).stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
                rules.add(noClasses()
                        .that()
                        .resideInAPackage(root + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.stream()
                                .map(name -> root + name + "..")
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .as(room + " knows nothing beside or above it"));
            }
        }
        return rules;
    }
}
