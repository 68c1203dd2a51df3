import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.*;
import org.antlr.v4.runtime.misc.Interval;

/** Reads queries in ES|QL from standard input, separated by NUL, and says on a line for each what the grammar of the release on the class path makes of it. */
public class EsqlSyntax {
    static final String ROOM = "org.elasticsearch.xpack.esql.parser.";

    public static void main(String[] args) throws Exception {
        for (String query : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\0")) {
            StringBuilder faults = new StringBuilder();
            BaseErrorListener listener = new BaseErrorListener() {
                @Override
                public void syntaxError(Recognizer<?, ?> by, Object at, int line, int column, String message, RecognitionException e) {
                    faults.append(line).append(':').append(column).append(' ').append(message.replace('\n', ' ')).append("; ");
                }
            };
            Lexer lexer = (Lexer) Class.forName(ROOM + "EsqlBaseLexer").getConstructor(CharStream.class).newInstance(new LowerCase(CharStreams.fromString(query)));
            configure(lexer, "LexerConfig");
            lexer.removeErrorListeners();
            lexer.addErrorListener(listener);
            Parser parser = (Parser) Class.forName(ROOM + "EsqlBaseParser").getConstructor(TokenStream.class).newInstance(new CommonTokenStream(lexer));
            configure(parser, "ParserConfig");
            parser.removeErrorListeners();
            parser.addErrorListener(listener);
            parser.getClass().getMethod("singleStatement").invoke(parser);
            System.out.println(faults.isEmpty() ? "taken" : faults.toString());
        }
    }

    /** As a release is, not a snapshot: what is still being developed is not taken. */
    static void configure(Recognizer<?, ?> one, String base) throws Exception {
        Field unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        Class<?> config = Class.forName(ROOM + "EsqlConfig");
        Object made = unsafe.get(null).getClass().getMethod("allocateInstance", Class.class).invoke(unsafe.get(null), config);
        Method set = Class.forName(ROOM + base).getDeclaredMethod("setEsqlConfig", config);
        set.setAccessible(true);
        set.invoke(one, made);
    }

    /** The grammar knows keywords in small letters; the product reads them so as well. */
    record LowerCase(CharStream all) implements CharStream {
        public int LA(int i) {
            int c = all.LA(i);
            return c <= 0 ? c : Character.toLowerCase(c);
        }

        public String getText(Interval interval) {
            return all.getText(interval);
        }

        public void consume() {
            all.consume();
        }

        public int mark() {
            return all.mark();
        }

        public void release(int marker) {
            all.release(marker);
        }

        public int index() {
            return all.index();
        }

        public void seek(int index) {
            all.seek(index);
        }

        public int size() {
            return all.size();
        }

        public String getSourceName() {
            return all.getSourceName();
        }
    }
}
