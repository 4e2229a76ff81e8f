package io.github.camelkraken.crash;

/**
 * {@code mvn -Pcrash}: the long form, which prints a table of figures and ends with status 1 unless
 * all promises held.
 */
public final class LongRun {
  private static final int DETAILS = 10;

  private LongRun() {}

  public static void main(String... args) {
    Runtime.getRuntime().addShutdownHook(new Thread(LongRun::endProcesses, "end-processes"));
    int status = 1;
    try (CrashRun run =
        new CrashRun(
            Integer.getInteger("crash.requests", 2_000),
            Integer.getInteger("crash.kills", 50),
            Integer.getInteger("crash.others", 5),
            Seed.chosen())) {
      Figures figures = run.run();
      System.out.println();
      System.out.println(figures.table());
      System.out.println(figures.details(DETAILS));
      status = figures.isClean() ? 0 : 1;
    } catch (Exception failure) {
      failure.printStackTrace();
    }
    System.exit(status);
  }

  /** Also when this is stopped half-way. */
  private static void endProcesses() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
