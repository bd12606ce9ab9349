package bank.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that figures were measured on, without which they say nothing. */
public record Machine(String os, String cpu, int cores, long memoryBytes, String jdk, double loadAverageBefore) {

    /** This one, as it is now. */
    public static Machine here() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                cpuModel(Path.of("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                System.getProperty("java.vm.vendor") + " " + Runtime.version(),
                system.getSystemLoadAverage());
    }

    static String cpuModel(Path cpuInfo) {
        if (!Files.exists(cpuInfo)) {
            return "unknown";
        }
        return Usage.lines(cpuInfo).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
