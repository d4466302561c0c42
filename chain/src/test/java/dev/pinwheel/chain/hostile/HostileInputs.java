package dev.pinwheel.chain.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that judges the cases of a folder one by one, in a heap that its starter has bounded.
 * Prints one line before each case and one after it (name, milliseconds that passed, those of the
 * thread's own work, MiB allocated in all, finding), so that a case which ends the process is known
 * by its name. The first case is a harmless one: its classes are loaded when the base is measured.
 */
final class HostileInputs {

  /** The argument that leaves the fast provider out. */
  static final String JDK = "jdk";

  private static final int MIB = 1024 * 1024;
  private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

  private HostileInputs() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    boolean jdk = List.of(arguments).contains(JDK);
    SignatureProvider provider =
        jdk ? SignatureProvider.jdk("asked for") : SignatureProvider.fastest();
    Judge judge = new Judge(new SignatureVerifier(provider));
    List<Path> folders = HostileCase.folders(Path.of(arguments[0]));
    out.println("provider\t" + provider);
    judge.finding(HostileCase.read(folders.getFirst()));
    out.println("base\t" + usedAfterCollection() / MIB);
    for (Path folder : folders) {
      out.println("begin\t" + folder.getFileName());
      run(judge, folder, out);
    }
    out.println("end");
  }

  private static void run(Judge judge, Path folder, PrintStream out) throws IOException {
    HostileCase input = HostileCase.read(folder);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    long busy = threads.getCurrentThreadCpuTime();
    String finding;
    try {
      finding = judge.finding(input);
    } catch (RuntimeException | StackOverflowError e) {
      finding = "THROWN " + e;
    }
    long cpu = threads.getCurrentThreadCpuTime() - busy;
    long nanos = System.nanoTime() - started;
    long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
    out.printf(
        "case\t%s\t%d\t%d\t%d\t%s%n",
        input.name(),
        nanos / NANOS_OF_A_MILLISECOND,
        cpu / NANOS_OF_A_MILLISECOND,
        bytes / MIB,
        finding.lines().findFirst().orElse("").replace('\t', ' '));
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    // twice: what the first collection leaves to finalisers and references goes with the second
    runtime.gc();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
