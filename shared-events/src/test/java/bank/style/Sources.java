package bank.style;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The sources of all modules, parsed by the compiler that builds them. */
final class Sources {

    private Sources() {}

    /** The folder that holds all modules: the nearest one above that has the Maven wrapper. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No folder above this one has the Maven wrapper");
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/")
                            || file.toString().contains("/src/test/"))
                    .toList();
        }
    }

    static List<String> faults(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            return faults(compiler, manager.getJavaFileObjectsFromPaths(files));
        }
    }

    static List<String> faults(JavaFileObject file) {
        return faults(ToolProvider.getSystemJavaCompiler(), List.of(file));
    }

    private static List<String> faults(JavaCompiler compiler, Iterable<? extends JavaFileObject> files) {
        var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
        var positions = Trees.instance(task).getSourcePositions();
        List<String> faults = new ArrayList<>();
        try {
            task.parse()
                    .forEach(file -> faults.addAll(SourceRules.faults(name(file.getSourceFile()), file, positions)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults;
    }

    private static String name(JavaFileObject file) {
        return file.getName().replace(root() + "/", "");
    }
}
