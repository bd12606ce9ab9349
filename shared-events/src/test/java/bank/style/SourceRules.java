package bank.style;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Looks at one source file, as the compiler has parsed it, and says what is wrong with it: line and remedy. */
final class SourceRules extends TreeScanner<@Nullable Void, @Nullable Void> {

    static final int FILE_LINES_MOST = 250;
    static final int METHOD_LINES_MOST = 70;

    private final String path;
    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final List<Banned> banned;
    private final boolean nearMoney;
    private final List<String> faults = new ArrayList<>();

    private SourceRules(String path, CompilationUnitTree file, SourcePositions positions) {
        this.path = path;
        this.file = file;
        this.positions = positions;
        this.banned = Banned.ALL.stream().filter(rule -> rule.appliesTo(path)).toList();
        this.nearMoney = Banned.NEAR_MONEY.stream().anyMatch(path::contains)
                || file.getImports().stream()
                        .anyMatch(
                                line -> line.getQualifiedIdentifier().toString().equals("bank.money.Money"));
    }

    static List<String> faults(String path, CompilationUnitTree file, SourcePositions positions) {
        var rules = new SourceRules(path, file, positions);
        long lines = rules.lastLine(file);
        if (lines > FILE_LINES_MOST) {
            rules.faults.add(
                    path + ":1: " + lines + " lines. Split the file by ideas: at most " + FILE_LINES_MOST + ".");
        }
        rules.scan(file, null);
        return rules.faults;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        long lines = lastLine(method) - line(method) + 1;
        if (lines > METHOD_LINES_MOST) {
            fault(
                    method,
                    method.getName() + " has " + lines,
                    "Split the method by ideas: at most " + METHOD_LINES_MOST);
        }
        return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void unused) {
        uses(select, select.toString());
        floats(select, select.getIdentifier().toString());
        return super.visitMemberSelect(select, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
        uses(reference, reference.getQualifierExpression() + "." + reference.getName());
        floats(reference, reference.getName().toString());
        return super.visitMemberReference(reference, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void unused) {
        String type = created.getIdentifier().toString();
        uses(created, "new " + type.substring(type.lastIndexOf('.') + 1));
        return super.visitNewClass(created, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
        uses(annotation, "@" + annotation.getAnnotationType());
        return super.visitAnnotation(annotation, null);
    }

    @Override
    public @Nullable Void visitPrimitiveType(PrimitiveTypeTree type, @Nullable Void unused) {
        floats(type, type.getPrimitiveTypeKind().name().toLowerCase(Locale.ROOT));
        return super.visitPrimitiveType(type, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        floats(name, name.getName().toString());
        return super.visitIdentifier(name, null);
    }

    private void uses(Tree where, String what) {
        for (Banned rule : banned) {
            for (String use : rule.uses()) {
                if (what.equals(use) || what.endsWith("." + use)) {
                    fault(where, use, rule.remedy());
                }
            }
        }
    }

    private void floats(Tree where, String what) {
        if (nearMoney && Banned.BINARY_FLOATS.contains(what)) {
            fault(where, what + " near money", Banned.FLOAT_REMEDY);
        }
    }

    private void fault(Tree where, String what, String remedy) {
        faults.add(path + ":" + line(where) + ": " + what + ". " + remedy);
    }

    private long line(Tree tree) {
        return file.getLineMap().getLineNumber(positions.getStartPosition(file, tree));
    }

    private long lastLine(Tree tree) {
        long end = positions.getEndPosition(file, tree);
        return end == Diagnostic.NOPOS ? 1 : file.getLineMap().getLineNumber(end);
    }
}
