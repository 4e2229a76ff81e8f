package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.accounts.ApiKey;
import io.github.camelkraken.accounts.ApiSecret;
import io.github.camelkraken.config.Hidden;
import io.github.camelkraken.config.KrakenConfig;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A native build initialises classes while it compiles: static fields are those of all starts. */
class StaticFieldsTest {
  private static final Set<Class<?>> OF_ONE_START =
      Set.of(
          Clock.class,
          Instant.class,
          Random.class,
          SecureRandom.class,
          Thread.class,
          KrakenConfig.class,
          Hidden.class,
          ApiKey.class,
          ApiSecret.class);

  private static final Set<String> ASK_THE_MACHINE =
      Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "now", "randomUUID");

  @Test
  void noStaticFieldHoldsAClockATimeARandomOrASecret() throws IOException {
    for (Class<?> type : Routes.classes()) {
      assertThat(ofOneStart(type)).as(type.getName()).isEmpty();
    }
  }

  @Test
  void whatIsTakenWhenAClassIsInitialisedIsNoticed() throws IOException {
    assertThat(ofOneStart(Careless.class))
        .containsExactlyInAnyOrder("RANDOM", "System.nanoTime", "UUID.randomUUID");
  }

  private static List<String> ofOneStart(Class<?> type) throws IOException {
    List<String> found = new ArrayList<>();
    new ClassReader(type.getName())
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String generic, Object constant) {
                if (Modifier.isStatic(access)
                    && OF_ONE_START.stream()
                        .map(Type::getDescriptor)
                        .anyMatch(descriptor::equals)) {
                  found.add(name);
                }
                return null;
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String generic, String[] thrown) {
                return name.equals("<clinit>") ? initialiser(found) : null;
              }
            },
            ClassReader.SKIP_DEBUG);
    return found;
  }

  private static MethodVisitor initialiser(List<String> found) {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        if (ASK_THE_MACHINE.contains(name)) {
          found.add(owner.substring(owner.lastIndexOf('/') + 1) + "." + name);
        }
      }
    };
  }

  private static final class Careless {
    static final long LIMIT = 7;
    static final long STARTED = System.nanoTime();
    static final Random RANDOM = new Random();
    static final String NAME = UUID.randomUUID().toString();
  }
}
